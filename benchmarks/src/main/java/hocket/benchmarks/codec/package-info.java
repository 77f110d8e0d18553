/**
 * The codecs under JMH: time and bytes allocated for each operation, for both revisions of Engine.IO. The classes with
 * benchmarks are public because JMH extends them.
 */
@NullMarked
package hocket.benchmarks.codec;

import org.jspecify.annotations.NullMarked;
