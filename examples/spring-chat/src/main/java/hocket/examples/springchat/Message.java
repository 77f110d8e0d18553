package hocket.examples.springchat;

import java.time.Instant;

/**
 * Something that was said.
 *
 * @param number higher than that of all that was said before
 */
record Message(long number, String room, String author, String text, Instant time) {}
