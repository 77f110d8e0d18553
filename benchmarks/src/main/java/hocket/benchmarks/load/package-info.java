/**
 * The load client: Engine.IO and Socket.IO by hand over sockets of NIO, thousands of connections on one thread. Each reply
 * is compared byte for byte with what must come, in order, and what never came is counted. All classes belong to the one
 * thread that calls {@link hocket.benchmarks.load.LoadRun#run}.
 */
@NullMarked
package hocket.benchmarks.load;

import org.jspecify.annotations.NullMarked;
