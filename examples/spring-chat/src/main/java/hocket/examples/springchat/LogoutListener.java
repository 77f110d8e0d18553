package hocket.examples.springchat;

import hocket.spring.SocketIoOperations;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.stereotype.Component;

/**
 * Takes leave of all sockets of somebody who has logged out: what was let in once stays open. By then the session is over,
 * so that none of them comes back.
 */
@Component
final class LogoutListener {
    private final SocketIoOperations io;

    LogoutListener(SocketIoOperations io) {
        this.io = io;
    }

    @EventListener
    void onLogout(LogoutSuccessEvent event) {
        String name = event.getAuthentication().getName();
        io.of(ChatController.NAMESPACE).in(Rooms.ofUser(name)).disconnectSockets(true);
    }
}
