"""The fitting room of function `vista`: from the bytes of a record's images to measurements of `rules/mesa/vista.py`.

Pure: nothing here asks AWS. Only `workflows/mesa/vista.py` loads it, when it measures: no other function pays for it.
"""
