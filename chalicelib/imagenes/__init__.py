"""Image processing of function `vista`: from the bytes of a record's images to the measurements of
`rules/mesa/vista.py`.

The code is pure and makes no AWS calls. Only `workflows/mesa/vista.py` imports it, when it measures, so other functions
do not load its libraries.
"""
