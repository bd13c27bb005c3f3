"""Messages by their meaning: the sentence that the rules understand and that says what a message says in other words.

Rules see words. Where they are in doubt, a message is held against example sentences (`sentences.txt`) by the vectors
of the embedded model, and the plain sentence of the nearest group is read in its place.
"""
