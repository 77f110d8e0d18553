/** The client that is measured, on the official Java client. */
@NullMarked
package hocket.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
