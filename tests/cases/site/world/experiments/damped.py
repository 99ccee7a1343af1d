"""Does plain gradient descent fit a damped oscillation? One string of the piano, four numbers.

Run it with --lr and --scaled.
"""
# /// script
# dependencies = ["numpy"]
# ///

LR = 1e-5  # survives unscaled


def loss(w, t, y):
    """Sum of squares."""
    return ((w[0] * t - y) ** 2).sum()
