"""In: a text; out: its language, or the refusal of one that is not English. The detector is loaded only where common English words do not settle it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from chancery.errors import LanguageError

#: Characters that are looked at.
SAMPLE = 6000
#: Share of the commonest English words above which a text is English. News in English has .25 to .40, other languages below .08.
ENGLISH_SHARE = 0.16
#: Fewest words for that share to count, and for a refusal.
SHARE_WORDS = 40
REFUSAL_WORDS = 12
#: Least probability of another language that is refused.
REFUSAL = 0.9

_WORD = re.compile(r"[^\W\d_]+")
_COMMON = re.compile(
    r"(?:the|of|and|to|in|that|is|was|for|on|with|as|at|by|from|it|he|she|they|his|her|their|have|has|had|said|be|are|were|this|which|not|but|will|would|after|who|an)"
)
_NAMES = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "ko": "Korean", "ku": "Kurdish", "lt": "Lithuanian", "lv": "Latvian",
    "mk": "Macedonian", "nl": "Dutch", "no": "Norwegian", "nb": "Norwegian", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "th": "Thai", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language(text: str) -> str | None:
    """ "en", or null where the text is too short or too mixed to tell.

    Raises:
        LanguageError: it is surely in another language.
    """
    sample = text[:SAMPLE]
    words = _WORD.findall(sample.casefold())
    common = sum(1 for word in words if _COMMON.fullmatch(word))
    if len(words) >= SHARE_WORDS and common >= ENGLISH_SHARE * len(words):
        return "en"
    letters = sum(len(word) for word in words)
    if letters < 12:
        return None
    code, probability = _identifier().classify(sample)
    if code == "en":
        return "en"
    foreign_script = letters >= 40 and not re.search(r"[a-zA-Z]{3}", sample)
    if float(probability) >= REFUSAL and (len(words) >= REFUSAL_WORDS or foreign_script) and common < ENGLISH_SHARE * len(words):
        name = _NAMES.get(code, code)
        raise LanguageError(f"the article is in {name} ({code}), not in English", hint="give an English version or a translation")
    return None
