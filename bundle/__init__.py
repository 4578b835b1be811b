"""Makes a folder with the program that runs without Python; `python3 dev.py bundle`."""
