/** What is measured beside Hocket, on a class path of its own: netty-socketio needs another Netty. */
@NullMarked
package hocket.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
