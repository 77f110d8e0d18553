/**
 * A chat as a Spring Boot application: REST and Socket.IO on one port, behind one login. {@code ChatController} answers the
 * events of clients, {@code RoomController} the same over REST; {@code SecurityConfiguration} says who may, and {@code
 * TokenController} gives programs what they log in with.
 */
@NullMarked
package hocket.examples.springchat;

import org.jspecify.annotations.NullMarked;
