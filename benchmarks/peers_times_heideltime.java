// HeidelTime over many articles in one virtual machine: lines "date TAB file" on standard input; writes file.tml, prints "RESULT TAB file TAB seconds".
import de.unihd.dbs.heideltime.standalone.*;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import java.io.*;
import java.nio.file.*;
import java.text.SimpleDateFormat;

public class peers_times_heideltime {
  public static void main(String[] arguments) throws Exception {
    HeidelTimeStandalone tagger = new HeidelTimeStandalone(
        Language.ENGLISH, DocumentType.NEWS, OutputType.TIMEML, arguments[0], POSTagger.TREETAGGER, false);
    SimpleDateFormat day = new SimpleDateFormat("yyyy-MM-dd");
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] parts = line.split("\t");
      String text = new String(Files.readAllBytes(Paths.get(parts[1])), "UTF-8");
      long begin = System.nanoTime();
      String found = tagger.process(text, day.parse(parts[0]));
      double seconds = (System.nanoTime() - begin) / 1e9;
      Files.write(Paths.get(parts[1] + ".tml"), found.getBytes("UTF-8"));
      System.out.println("RESULT\t" + parts[1] + "\t" + seconds);
    }
  }
}
