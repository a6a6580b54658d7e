"""A text in the two languages every piece of content is written in."""

from dataclasses import dataclass

LANGUAGES = ("zh-hans", "en")


@dataclass(frozen=True)
class Text:
    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """The text for a Django language code; anything that is not English reads Chinese."""
        return self.en if language.lower().startswith("en") else self.zh

    def __str__(self) -> str:
        return self.zh
