package hocket.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table in Markdown, row by row. */
final class Tables {
    private final StringBuilder text = new StringBuilder();

    private Tables(String alignment, String... head) {
        row(List.of(head));
        List<String> line = new ArrayList<>(Collections.nCopies(head.length, alignment));
        line.set(0, "---");
        row(line);
    }

    /** Figures, but for the first column. */
    static Tables ofFigures(String... head) {
        return new Tables("---:", head);
    }

    static Tables ofText(String... head) {
        return new Tables("---", head);
    }

    void row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
