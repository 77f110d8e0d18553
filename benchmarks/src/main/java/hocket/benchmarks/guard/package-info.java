/**
 * {@code ./bench guard}: what the codecs allocate for each operation stays within the bounds that are checked in. Bytes
 * are counted, nothing is timed, so it may run on a busy machine.
 */
@NullMarked
package hocket.benchmarks.guard;

import org.jspecify.annotations.NullMarked;
