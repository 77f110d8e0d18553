package hocket.benchmarks.run;

import hocket.benchmarks.load.LoadResult;

/**
 * One visit to one server.
 *
 * @param x the place on a curve; 0 in the rounds
 * @param liveHeap the bytes of live objects more than without clients, if that was asked for; else 0
 */
public record Sample(String contestant, int x, int round, LoadResult result, long liveHeap) {}
