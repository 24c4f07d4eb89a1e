"""A web page of an invented newspaper, with what pages say of themselves."""

from __future__ import annotations

PARAGRAPHS = "".join(
    f"<p>The foreign minister of Avaria said on Tuesday that round {n} of the talks with Borduria would go on, and that the border would stay open.</p>"
    for n in range(1, 8)
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Talks go on | The Avaria Post</title>
<meta property="og:site_name" content="The Avaria Post"><meta name="author" content="Ann Example">
<link rel="canonical" href="https://avariapost.example/world/talks">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"Talks between Avaria and Borduria go on",
"datePublished":"2031-05-06T09:30:00+02:00","author":[{{"@type":"Person","name":"Ann Example"}},{{"@type":"Organization","name":"Associated Press"}}],
"publisher":{{"@type":"Organization","name":"The Avaria Post"}}}}</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Talks between Avaria and Borduria go on</h1>
<figure><img src="a.jpg"><figcaption>Delegates wait outside the palace in Strelsau. Photo: Ann Example</figcaption></figure>
{PARAGRAPHS}<h2>What comes next</h2>{PARAGRAPHS.replace("round", "session")}<p>This article originally appeared on The Ruritanian.</p></article>
<footer><p>All rights reserved, and much more that belongs to no article.</p></footer></body></html>"""
