"""Official papers by GB/T 9704-2012: what is written, once as Word document and once as PDF."""

from .paper import Annex, Block, Grid, Heading, Paper, Text
from .pdf import as_pdf
from .word import as_docx

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"

__all__ = ["DOCX", "PDF", "Annex", "Block", "Grid", "Heading", "Paper", "Text", "as_docx", "as_pdf"]
