/**
 * What the server costs. {@code ./bench} builds this module and runs {@link hocket.benchmarks.LoadServer}, the server that
 * is measured, or measures itself. Nothing depends on it, and it is not published.
 */
@NullMarked
package hocket.benchmarks;

import org.jspecify.annotations.NullMarked;
