"""Reading and writing of workbooks and documents; knows no department."""
