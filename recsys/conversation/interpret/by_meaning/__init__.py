"""Messages by their meaning: the sentence that the rules understand and that says what a message says in other words.

Rules see words. Where what they read is unlikely by the vector that the embedded model makes of a message, it is read
as the plain sentence of what is likely. How likely tells a regression (`meanings`), fitted to example sentences
(`sentences.txt`) by `python -m recsys.conversation.interpret.by_meaning`.
"""
