package hocket.server;

import hocket.core.Ack;
import hocket.core.Args;

/** Takes what other servers emit to a namespace's handlers. Any thread. */
@FunctionalInterface
interface ServerSideHandlers {
    /** Has the handlers called where handlers run. */
    void dispatch(String event, Args args, Ack ack);
}
