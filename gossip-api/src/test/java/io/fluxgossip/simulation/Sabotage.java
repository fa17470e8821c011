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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A core broken on purpose: one method of one class has another body, compiled, and loaded beside the sound one.
 *
 * <p>The production code needs no hooks for that. A sabotage whose method is no longer there, or whose body does not
 * compile, fails loudly.
 *
 * @param type the simple name of a class below {@code io.fluxgossip}
 * @param method its name, which one method of the class has
 * @param body what it does instead
 */
record Sabotage(String name, String type, String method, String body) {

    private static final Path SOURCES = Path.of("src/main/java");

    /** A storm over the broken core. */
    LongConsumer storm() {
        Map<String, byte[]> patched = compile();
        ClassLoader loader = new BrokenLoader(patched);
        return ServiceLoader.load(LongConsumer.class, loader).findFirst().orElseThrow();
    }

    private Path file() {
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            return sources.filter(source -> source.endsWith(type + ".java"))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalStateException("'" + name + "' breaks " + type + ", which is not there"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private String patchedSource() {
        try {
            String source = Files.readString(file());
            Pattern declaration = Pattern.compile(
                    "^    (?:[\\w@][\\w<>\\[\\]?,. @]* )?" + Pattern.quote(method) + "\\([^;{}]*\\) \\{\\n",
                    Pattern.MULTILINE);
            List<MatchResult> found = declaration.matcher(source).results().toList();
            if (found.size() != 1) {
                throw new IllegalStateException(
                        "'" + name + "' breaks " + type + "." + method + ", which is there " + found.size() + " times");
            }
            int begin = found.get(0).end();
            int end = source.indexOf("\n    }\n", begin - 1);
            return source.substring(0, begin) + body + source.substring(end);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Map<String, byte[]> compile() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Classes classes = new Classes(compiler.getStandardFileManager(null, null, null))) {
            JavaFileObject source = new Source(SOURCES.relativize(file()).toString(), patchedSource());
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
            super(URI.create("string:///" + file), Kind.SOURCE);
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
