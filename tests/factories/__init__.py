"""The smallest valid thing of each kind; the test states what matters."""
