"""Who said what: quotation marks, words of saying, and what, who, to whom, where and when they report."""
