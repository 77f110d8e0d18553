/**
 * A client for the command line: it listens, emits, asks, and has a shell. Built on {@code hocket-client} alone, with
 * picocli for the arguments and JLine for the shell.
 */
@NullMarked
package hocket.examples.cli;

import org.jspecify.annotations.NullMarked;
