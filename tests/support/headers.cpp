// Compiled so that the headers that the tests of a layer share are compiled.
