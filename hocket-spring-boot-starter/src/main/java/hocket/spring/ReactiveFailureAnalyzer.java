package hocket.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what to do on WebFlux. */
final class ReactiveFailureAnalyzer extends AbstractFailureAnalyzer<ReactiveStackException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ReactiveStackException cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), """
                Do one of these:
                - run on the servlet stack: add spring-boot-starter-web (Boot 3) or spring-boot-starter-webmvc (Boot 4); \
                WebClient and the rest of WebFlux's client side stay;
                - remove hocket-spring-boot-starter, and have Socket.IO listen on a port of its own with the hocket artifact;
                - set hocket.enabled=false to do without.""", cause);
    }
}
