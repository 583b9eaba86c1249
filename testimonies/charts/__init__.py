"""Charts without a script: time strips, estimates, decades and the map, as SVG with x in per cent.

Every chart is one cell of a table row whose words and numbers say the same.
"""
