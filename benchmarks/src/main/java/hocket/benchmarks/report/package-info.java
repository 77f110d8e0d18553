/** What was measured, as a page with tables and charts. Everything in it comes from the results; nothing is typed. */
@NullMarked
package hocket.benchmarks.report;

import org.jspecify.annotations.NullMarked;
