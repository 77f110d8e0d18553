package hocket.server;

import java.util.concurrent.CompletionStage;

/** Decides whether a namespace that does not exist is made because a client wants to join it. Runs where handlers run. */
@FunctionalInterface
public interface NamespaceMatcher {
    /** Whether there shall be a namespace of that name, which may be anything that begins with a slash. */
    CompletionStage<Boolean> matches(String name, Handshake handshake) throws Exception;
}
