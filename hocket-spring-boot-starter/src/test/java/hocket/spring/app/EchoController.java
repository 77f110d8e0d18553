package hocket.spring.app;

import hocket.server.annotation.OnEvent;
import hocket.server.annotation.SocketController;

/** The smallest. */
@SocketController
public class EchoController {
    @OnEvent("echo")
    String echo(String text) {
        return text;
    }
}
