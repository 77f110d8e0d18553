package hocket.spring;

import hocket.engine.Cors;
import hocket.engine.EngineOptions;
import hocket.engine.OriginCheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.http.server.PathContainer;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.util.pattern.PathPatternParser;

/** Whose pages may connect: those of the same host, and those that the application allows. */
final class Origins {
    /** The name by which Spring Security finds it, too. */
    private static final String SOURCE = "corsConfigurationSource";

    private final OriginCheck check;
    private final @Nullable Cors cors;

    private Origins(OriginCheck check, @Nullable Cors cors) {
        this.check = check;
        this.cors = cors;
    }

    static Origins of(HocketProperties properties, ApplicationContext context) {
        List<String> listed = properties.allowedOrigins();
        if (listed != null) {
            return listed(listed);
        }
        CorsConfiguration configured = configuration(properties.path(), context);
        return configured == null ? new Origins(OriginCheck.sameHost(), null) : configured(configured);
    }

    private static Origins listed(List<String> origins) {
        if (origins.contains(CorsConfiguration.ALL)) {
            return new Origins((request, origin) -> true, Cors.any());
        }
        CorsConfiguration configuration = new CorsConfiguration();
        configuration.setAllowedOrigins(origins);
        configuration.setAllowCredentials(true);
        return configured(configuration);
    }

    private static Origins configured(CorsConfiguration rules) {
        OriginCheck sameHost = OriginCheck.sameHost();
        Cors.Builder cors = Cors.builder()
                .origins(origin -> rules.checkOrigin(origin) != null)
                .credentials(Boolean.TRUE.equals(rules.getAllowCredentials()));
        List<String> headers = rules.getAllowedHeaders();
        if (headers != null && !headers.contains(CorsConfiguration.ALL)) {
            cors.allowedHeaders(headers.toArray(String[]::new));
        }
        if (rules.getExposedHeaders() != null) {
            cors.exposedHeaders(rules.getExposedHeaders().toArray(String[]::new));
        }
        if (rules.getMaxAge() != null) {
            cors.maxAge(Duration.ofSeconds(rules.getMaxAge()));
        }
        return new Origins(
                (request, origin) -> sameHost.allows(request, origin) || rules.checkOrigin(origin) != null,
                cors.build());
    }

    private static @Nullable CorsConfiguration configuration(String path, ApplicationContext context) {
        if (!context.containsBean(SOURCE)
                || !(context.getBean(SOURCE) instanceof UrlBasedCorsConfigurationSource source)) {
            return null;
        }
        PathContainer wanted = PathContainer.parsePath(path + "/");
        return source.getCorsConfigurations().entrySet().stream()
                .filter(entry ->
                        PathPatternParser.defaultInstance.parse(entry.getKey()).matches(wanted))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(null);
    }

    void apply(EngineOptions.Builder engine) {
        engine.originCheck(check);
        if (cors != null) {
            engine.cors(cors);
        }
    }
}
