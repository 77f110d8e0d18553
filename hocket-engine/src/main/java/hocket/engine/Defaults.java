package hocket.engine;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

/** What the options do where the user says nothing. */
final class Defaults {
    private static final int ID_BYTES = 15;
    private static final SecureRandom RANDOM = new SecureRandom(); // any thread

    static final AllowRequest ALLOW_ALL = request -> CompletableFuture.completedFuture(Admission.allow());

    static final OriginCheck ANY_ORIGIN = (request, origin) -> true;

    static final IdGenerator RANDOM_ID = request -> CompletableFuture.completedFuture(randomId());

    private Defaults() {}

    /** 120 bits in base64url: 20 characters. */
    private static String randomId() {
        byte[] bytes = new byte[ID_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
