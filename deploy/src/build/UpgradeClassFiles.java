import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Copies a jar and writes its Java 5 class files anew in the format of Java 8, with stack maps.
 *
 * <p>The code is the same; but a class-data archive takes no class file older than Java 6, and Java
 * checks those at every start with the old, slow verifier. The build runs this for picocli, and for
 * its sake alone: it halves what a command spends before it does anything.
 */
final class UpgradeClassFiles {
  private UpgradeClassFiles() {}

  public static void main(String[] args) throws IOException {
    Path from = Path.of(args[0]);
    Path to = Path.of(args[1]);
    Files.createDirectories(to.getParent());
    try (URLClassLoader types = new URLClassLoader(new URL[] {from.toUri().toURL()});
        InputStream source = Files.newInputStream(from);
        ZipInputStream in = new ZipInputStream(source);
        OutputStream sink = Files.newOutputStream(to);
        ZipOutputStream out = new ZipOutputStream(sink)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        ZipEntry copy = new ZipEntry(entry.getName());
        copy.setTime(entry.getTime());
        out.putNextEntry(copy);
        byte[] content = in.readAllBytes();
        out.write(isOldClass(entry.getName(), content) ? upgraded(content, types) : content);
      }
    }
    // A class-data archive knows each jar by its time and size: the same input stays the same jar.
    Files.setLastModifiedTime(to, Files.getLastModifiedTime(from));
  }

  private static boolean isOldClass(String name, byte[] content) {
    int majorVersion = content.length < 8 ? 0 : content[7];
    return name.endsWith(".class") && majorVersion < Opcodes.V1_6;
  }

  private static byte[] upgraded(byte[] content, ClassLoader types) {
    ClassWriter writer =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected ClassLoader getClassLoader() {
            return types;
          }
        };
    ClassVisitor upgrade =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version, int access, String name, String sig, String parent, String[] interfaces) {
            super.visit(Opcodes.V1_8, access, name, sig, parent, interfaces);
          }
        };
    new ClassReader(content).accept(upgrade, 0);
    return writer.toByteArray();
  }
}
