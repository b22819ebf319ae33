package dev.mayfly.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3UrisTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b.csv",
                "",
                "with space/and+plus.csv",
                "100%/really%20.csv",
                "day=2015-05%2F01/part-0.parquet",
                "ünïcode/日本.csv",
                "odd?#[]{}|\\^`\"<>/x",
                "double//slash"
            })
    void bringsAnyKeyBackAsItWas(String key) {
        URI uri = S3Uris.of("bucket-1", key);
        assertThat(S3Uris.bucket(uri)).isEqualTo("bucket-1");
        assertThat(S3Uris.key(URI.create(uri.toString()))).isEqualTo(key);
        assertThat(S3Uris.text(uri)).isEqualTo("s3://bucket-1/" + key);
        assertThat(S3Uris.shown(uri)).isEqualTo("s3://bucket-1/" + key);
        assertThat(S3Uris.ofText(S3Uris.text(uri))).isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3a://bucket/key", "bucket/key", "s3:///key", "s3://bucket"})
    void refusesATextThatIsNoAddress(String text) {
        assertThatThrownBy(() -> S3Uris.ofText(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "' is no address");
    }

    @Test
    void saysS3ForEveryScheme() {
        assertThat(S3Uris.text(URI.create("s3a://bucket/key"))).isEqualTo("s3://bucket/key");
    }
}
