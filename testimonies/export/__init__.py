"""The whole public archive as a BagIt bag that can be kept, checked and read without this software."""
