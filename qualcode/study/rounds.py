"""The kinds of rounds that coders are given documents in."""

TRAINING = "training"  # practice
RELIABILITY = "reliability"  # several people, the same documents, independent of each other
STABILITY = "stability"  # the same coder again, who doesn't see what they coded before

KINDS = (TRAINING, RELIABILITY, STABILITY)
PRACTICE = (TRAINING, STABILITY)  # nobody becomes a document's primary coder by these
