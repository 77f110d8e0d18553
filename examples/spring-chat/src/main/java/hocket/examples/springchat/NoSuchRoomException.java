package hocket.examples.springchat;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody has asked for a room that is not there. */
@ResponseStatus(HttpStatus.NOT_FOUND)
final class NoSuchRoomException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NoSuchRoomException(String room) {
        super("there is no room " + room);
    }
}
