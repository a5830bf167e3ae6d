"""Text to sentences, words, trees and names: one encoder, one pass."""

from legation.language.language import Language
from legation.language.sentence import Name, NameKind, Sentence, Word

__all__ = ["Language", "Name", "NameKind", "Sentence", "Word"]
