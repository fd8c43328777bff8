"""Runs a notebook by nbclient, in its own folder: execute.py notebook.ipynb executed.ipynb"""

import os
import sys

import nbclient
import nbformat

source, target = sys.argv[1:]
notebook = nbformat.read(source, 4)
nbclient.NotebookClient(notebook, timeout=600, resources={"metadata": {"path": os.path.dirname(os.path.abspath(source))}}).execute()
nbformat.write(notebook, target)
