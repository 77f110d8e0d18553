package hocket.micrometer;

import hocket.engine.EngineSocket;

/** The transport of a session, as the value of a tag. */
enum Transport {
    POLLING,
    WEBSOCKET;

    static Transport of(EngineSocket session) {
        return session.transportName().equals("websocket") ? WEBSOCKET : POLLING;
    }
}
