package dev.mayfly.job.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.contract.ObjectKeys;
import dev.mayfly.contract.S3Uris;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The function refuses before a launch exactly the keys that the step would ask for by another name. */
class ReadableKeysTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop/a.csv",
                "shop/a//b.csv",
                "shop//a.csv",
                "/a.csv",
                "//a.csv",
                "shop/a/./b.csv",
                "shop/a/../b.csv",
                "./a.csv",
                "shop/...a/b.csv",
                "shop/a:b.csv",
                "a:b/c.csv",
                "shop/a\\b.csv",
                "shop/a b.csv ",
                "shop/ a/b.csv",
                "shop/a%2F%2Fb.csv",
                "shop/a+b&c#d?e.csv",
                "shop/*{a,b}[c].csv",
                "shop/new\nline\r\t.csv",
                "shop/\u0001\u007f.csv",
                "shop/äöü-日本-🦋.csv",
                "shop/e\u0301.csv",
                "shop/~a.csv"
            })
    void hadoopAsksForTheVeryKeyThatTheRuleCallsReadable(String key) {
        Path path = new Path(S3Uris.of("raw", key));

        assertThat(path.toUri().getPath().substring(1).equals(key)).isEqualTo(ObjectKeys.isReadable(key));
    }

    /** What these two stand for differs by file system: no step is asked to find out. */
    @ParameterizedTest
    @ValueSource(strings = {"../a.csv", "shop/a.csv/"})
    void theRuleIsStricterThanHadoopWhereThatIsAmbiguous(String key) {
        assertThat(ObjectKeys.isReadable(key)).isFalse();
    }

    /** Each name may be as long as the key may be. */
    @ParameterizedTest
    @ValueSource(ints = {255, 256, 1000, 1024})
    void hadoopTakesNamesOfAnyLength(int length) {
        String key = "x".repeat(length);

        assertThat(new Path(S3Uris.of("raw", key)).toUri().getPath()).isEqualTo("/" + key);
    }
}
