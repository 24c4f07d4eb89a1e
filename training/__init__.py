"""How the shipped weights are made: corpora to windows, the network, training, evaluation, export, and the light heads on top."""
