package hocket.benchmarks.codec;

/** What one operation took, plus or minus the error, and what it allocated. */
public record CodecResult(String name, double nanos, double error, double bytes) {}
