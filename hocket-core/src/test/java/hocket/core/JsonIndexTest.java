package hocket.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonIndexTest {
    @Test
    void indexKeepsWhatWasFound() {
        JsonIndex.Builder builder = new JsonIndex.Builder();
        builder.first(JsonIndex.Kind.STRING, "hi");
        for (int i = 0; i < 100; i++) {
            builder.element(10 * i, 10 * i + 5);
            builder.placeholder(10 * i + 1, 100 - i);
        }
        JsonIndex index = builder.build(JsonIndex.Kind.ARRAY);

        assertThat(index.kind()).isEqualTo(JsonIndex.Kind.ARRAY);
        assertThat(index.firstKind()).isEqualTo(JsonIndex.Kind.STRING);
        assertThat(index.first()).isEqualTo("hi");
        assertThat(index.elements()).isEqualTo(100);
        assertThat(index.start(99)).isEqualTo(990);
        assertThat(index.end(99)).isEqualTo(995);
        assertThat(index.placeholders()).isEqualTo(100);
        assertThat(index.placeholderNumber(99)).isEqualTo(1);
        assertThat(index.placeholderAt(991)).isEqualTo(1);
        assertThat(index.placeholderAt(990)).isEqualTo(-1);
    }

    @Test
    void emptyArrayHasNoFirstElement() {
        JsonIndex index = new JsonIndex.Builder().build(JsonIndex.Kind.ARRAY);

        assertThat(index.firstKind()).isEqualTo(JsonIndex.Kind.NULL);
        assertThat(index.first()).isNull();
        assertThat(index.elements()).isZero();
        assertThat(index.placeholderAt(0)).isEqualTo(-1);
    }
}
