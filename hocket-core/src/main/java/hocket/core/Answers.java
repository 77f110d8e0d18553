package hocket.core;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Sends what a handler returns as the ack. */
final class Answers {
    private Answers() {}

    /** Now, or when the stage that was returned is completed. */
    static void give(@Nullable Object answer, Ack ack) {
        if (!(answer instanceof CompletionStage<?> stage)) {
            ack.send(answer);
            return;
        }
        stage.whenComplete((value, error) -> {
            if (error == null) {
                sendOrFail(value, ack);
            } else {
                ack.fail(Stages.cause(error));
            }
        });
    }

    /** Nobody catches what is thrown in a stage. */
    private static void sendOrFail(@Nullable Object value, Ack ack) {
        try {
            ack.send(value);
        } catch (IllegalArgumentException e) {
            ack.fail(e);
        }
    }
}
