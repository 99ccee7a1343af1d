"""From which length on does FFT convolution beat the direct sum?"""

LENGTHS = [2**k for k in range(4, 20)]
