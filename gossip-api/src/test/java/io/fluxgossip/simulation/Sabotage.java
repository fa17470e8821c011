package io.fluxgossip.simulation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A core broken on purpose: one line of its source is changed, compiled, and loaded beside the sound one.
 *
 * <p>The production code needs no hooks for that, and a sabotage whose line is no longer there fails loudly.
 *
 * @param file of the main sources, below {@code io/fluxgossip}
 * @param sound what stands there, exactly once
 * @param broken what stands there instead
 */
record Sabotage(String name, String file, String sound, String broken) {

    private static final Path SOURCES = Path.of("src/main/java");

    /** A storm over the broken core. */
    LongConsumer storm() {
        Map<String, byte[]> patched = compile();
        ClassLoader loader = new BrokenLoader(patched);
        return ServiceLoader.load(LongConsumer.class, loader).findFirst().orElseThrow();
    }

    private String patchedSource() {
        try {
            String source = Files.readString(SOURCES.resolve("io/fluxgossip/" + file));
            Matcher line = anySpacing(sound).matcher(source);
            if (line.results().count() != 1) {
                throw new IllegalStateException(
                        "the line that '" + name + "' breaks does not stand exactly once in " + file + ": " + sound);
            }
            return line.replaceFirst(Matcher.quoteReplacement(broken));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Matches however the formatter breaks the lines. */
    private static Pattern anySpacing(String code) {
        return Pattern.compile(Stream.of(code.strip().split("\\s+|(?=\\.)"))
                .map(Pattern::quote)
                .collect(Collectors.joining("\\s*")));
    }

    private Map<String, byte[]> compile() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Classes classes = new Classes(compiler.getStandardFileManager(null, null, null))) {
            JavaFileObject source = new Source(file, patchedSource());
            List<String> options = List.of("-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"));
            if (!compiler.getTask(null, classes, null, options, null, List.of(source))
                    .call()) {
                throw new IllegalStateException("the sabotage '" + name + "' does not compile");
            }
            Map<String, byte[]> compiled = new HashMap<>();
            classes.written.forEach((name, bytes) -> compiled.put(name, bytes.toByteArray()));
            return compiled;
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String file, String text) {
            super(URI.create("string:///io/fluxgossip/" + file), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps what the compiler writes in memory. */
    private static final class Classes extends ForwardingJavaFileManager<JavaFileManager> {
        final Map<String, ByteArrayOutputStream> written = new HashMap<>();

        Classes(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("mem:///" + className.replace('.', '/')), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return written.computeIfAbsent(className, unknown -> new ByteArrayOutputStream());
                }
            };
        }
    }

    /** Loads all of Flux Gossip anew, the patched classes in place of the sound ones; everything else is shared. */
    private static final class BrokenLoader extends ClassLoader {
        private final Map<String, byte[]> patched;

        BrokenLoader(Map<String, byte[]> patched) {
            super(Sabotage.class.getClassLoader());
            this.patched = patched;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null && name.startsWith("io.fluxgossip.")) {
                    byte[] bytes = patched.containsKey(name) ? patched.get(name) : soundBytes(name);
                    loaded = defineClass(name, bytes, 0, bytes.length);
                }
                return loaded != null ? loaded : super.loadClass(name, resolve);
            }
        }

        private byte[] soundBytes(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                return in.readAllBytes();
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }
}
