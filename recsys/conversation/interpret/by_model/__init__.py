"""Messages that the rules leave, read by a model: `interpreter` asks it, `verified` decides what of its answer holds.

`prompt` says what is asked and `answer` what may come back; `heard` is what the message verifiably says, `limits` what
is in force, and `act` what becomes of it all.
"""
