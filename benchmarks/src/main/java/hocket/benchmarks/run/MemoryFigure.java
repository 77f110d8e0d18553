package hocket.benchmarks.run;

/** What one of something weighs: bytes of live objects, and of memory the process took from the system; 0 if not known. */
public record MemoryFigure(String contestant, String what, int count, double heapBytes, double residentBytes) {}
