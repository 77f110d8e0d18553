package hocket.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at start-up which property is wrong, and what to write. */
final class PropertyFailureAnalyzer extends AbstractFailureAnalyzer<PropertyException> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, PropertyException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Set " + cause.property() + " to " + cause.advice() + ", or remove it to have the default.",
                cause);
    }
}
