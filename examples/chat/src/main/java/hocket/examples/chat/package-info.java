/**
 * A chat with a page: names, rooms, typing, pictures. {@link hocket.examples.chat.ChatServer} listens, {@code Chat} answers
 * the events of the page, {@code Rooms} knows who is where, {@code Page} hands out the page.
 */
@NullMarked
package hocket.examples.chat;

import org.jspecify.annotations.NullMarked;
