package hocket.core;

import java.util.concurrent.CompletionException;

/** What server and client do with stages. Stateless. */
public final class Stages {
    private Stages() {}

    /** What a stage failed with, without what the stages behind it have put around it. */
    public static Throwable cause(Throwable error) {
        Throwable cause = error.getCause();
        return error instanceof CompletionException && cause != null ? cause(cause) : error;
    }
}
