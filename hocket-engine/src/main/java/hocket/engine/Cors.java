package hocket.engine;

import hocket.engine.spi.HttpHeaders;
import hocket.engine.spi.HttpRequest;
import hocket.engine.spi.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Cross-origin resource sharing: which pages of other origins may read the answers (Fetch standard, "CORS protocol"). It
 * is no access control: a request of any other origin is still served, without the headers; see {@code allowedOrigins}
 * for that. Immutable.
 */
public final class Cors {
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String REQUEST_HEADERS = "Access-Control-Request-Headers";

    private final @Nullable String fixedOrigin;
    private final Predicate<String> allowed;
    private final List<String> methods;
    private final @Nullable List<String> allowedHeaders;
    private final List<String> exposedHeaders;
    private final boolean credentials;
    private final @Nullable Duration maxAge;
    private final boolean preflightContinue;
    private final int preflightStatus;

    private Cors(Builder builder) {
        fixedOrigin = builder.fixedOrigin;
        allowed = builder.allowed;
        methods = builder.methods;
        allowedHeaders = builder.allowedHeaders;
        exposedHeaders = builder.exposedHeaders;
        credentials = builder.credentials;
        maxAge = builder.maxAge;
        preflightContinue = builder.preflightContinue;
        preflightStatus = builder.preflightStatus;
    }

    /** Pages of every origin, without credentials. */
    public static Cors any() {
        return builder().build();
    }

    /** Pages of these origins, such as {@code https://app.example}. */
    public static Cors allow(String... origins) {
        return builder().origins(origins).build();
    }

    /** Every origin, all simple methods, the headers the client asks for, no credentials, preflights answered 204. */
    public static Builder builder() {
        return new Builder();
    }

    /** Adds the headers of an answer to a request that is no preflight. */
    public void addHeaders(HttpRequest request, HttpHeaders headers) {
        addOrigin(request, headers);
        if (credentials) {
            headers.set("Access-Control-Allow-Credentials", "true");
        }
        if (!exposedHeaders.isEmpty()) {
            headers.set("Access-Control-Expose-Headers", String.join(",", exposedHeaders));
        }
    }

    /** Adds the headers; a preflight is answered, unless it is to continue. */
    @Nullable
    HttpResponse apply(HttpRequest request, HttpHeaders headers) {
        addHeaders(request, headers);
        if (!request.method().equals("OPTIONS")) {
            return null;
        }
        headers.set("Access-Control-Allow-Methods", String.join(",", methods));
        addAllowedHeaders(request, headers);
        if (maxAge != null) {
            headers.set("Access-Control-Max-Age", Long.toString(maxAge.toSeconds()));
        }
        return preflightContinue ? null : HttpResponse.empty(preflightStatus);
    }

    private void addOrigin(HttpRequest request, HttpHeaders headers) {
        if ("*".equals(fixedOrigin)) {
            headers.set(ALLOW_ORIGIN, "*");
            return;
        }
        headers.addToList("Vary", "Origin");
        String origin = request.header("Origin");
        if (fixedOrigin != null) {
            headers.set(ALLOW_ORIGIN, fixedOrigin);
        } else if (origin != null && HttpHeaders.isValidValue(origin) && allowed.test(origin)) {
            headers.set(ALLOW_ORIGIN, origin);
        }
    }

    private void addAllowedHeaders(HttpRequest request, HttpHeaders headers) {
        String asked = request.header(REQUEST_HEADERS);
        if (allowedHeaders != null) {
            headers.set("Access-Control-Allow-Headers", String.join(",", allowedHeaders));
        } else {
            headers.addToList("Vary", REQUEST_HEADERS);
            if (asked != null && HttpHeaders.isValidValue(asked)) {
                headers.set("Access-Control-Allow-Headers", asked);
            }
        }
    }

    /** Collects the options. Not safe for use by several threads. */
    public static final class Builder {
        private @Nullable String fixedOrigin = "*";
        private Predicate<String> allowed = origin -> true;
        private List<String> methods = List.of("GET", "HEAD", "PUT", "PATCH", "POST", "DELETE");
        private @Nullable List<String> allowedHeaders;
        private List<String> exposedHeaders = List.of();
        private boolean credentials;
        private @Nullable Duration maxAge;
        private boolean preflightContinue;
        private int preflightStatus = 204;

        private Builder() {}

        /** These origins; one alone is sent whatever the request's is. Default: {@code *}, every one. */
        public Builder origins(String... origins) {
            Set<String> set = Set.of(origins);
            fixedOrigin = set.size() == 1 ? origins[0] : null;
            allowed = set::contains;
            return this;
        }

        /** The origins that match; each is sent back to itself. Called on a lane: it must not block. */
        public Builder origins(Predicate<String> matching) {
            fixedOrigin = null;
            allowed = matching;
            return this;
        }

        /** The methods a page may use. Default: GET, HEAD, PUT, PATCH, POST, DELETE. */
        public Builder methods(String... names) {
            methods = List.of(names);
            return this;
        }

        /** The request headers a page may set. Default: whichever it asks for. */
        public Builder allowedHeaders(String... names) {
            allowedHeaders = List.of(names);
            return this;
        }

        /** The response headers a page may read beyond the simple ones. Default: none. */
        public Builder exposedHeaders(String... names) {
            exposedHeaders = List.of(names);
            return this;
        }

        /** Whether cookies and other credentials may be sent along; not together with every origin. Default: false. */
        public Builder credentials(boolean wanted) {
            credentials = wanted;
            return this;
        }

        /** How long a browser may remember a preflight. Default: as long as it likes. */
        public Builder maxAge(Duration duration) {
            maxAge = duration;
            return this;
        }

        /** Whether a preflight goes on to the middleware and the checks. Default: false, it is answered. */
        public Builder preflightContinue(boolean wanted) {
            preflightContinue = wanted;
            return this;
        }

        /** The status of a preflight's answer. Default: 204. */
        public Builder optionsSuccessStatus(int status) {
            preflightStatus = status;
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException if credentials are allowed to every origin
         */
        public Cors build() {
            if (credentials && "*".equals(fixedOrigin)) {
                throw new IllegalArgumentException(
                        "cors: credentials need origins to be named; * would let every page act for its visitor");
            }
            return new Cors(this);
        }
    }
}
